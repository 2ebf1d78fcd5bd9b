# Other names for the commands of run.py, which does the work and runs where there is no make.
PYTHON ?= python3
.PHONY: report test lab setup lock
report test lab setup lock:
	$(PYTHON) run.py $@
