"""Programs that measure, or make what is stored of measuring, and their last results: python -m benchmarks.NAME."""
