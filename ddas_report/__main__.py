"""Makes `python -m ddas_report` the same command."""

from ddas_report.cli import main

if __name__ == "__main__":
    main()
