"""What is measured: `make bench`. Ratios within one run, for these machines are noisy; results are committed in `bench/results/`."""
