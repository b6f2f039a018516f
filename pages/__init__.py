"""One file a page; each reads from top to bottom as the page looks. `dashboard.py` routes to them."""
