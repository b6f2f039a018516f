"""What the command line can do, a file a group of commands. Each function takes parsed options and returns an exit status."""
