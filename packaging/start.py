"""The start of both programs in the bundle: the name by which it was called says which."""

import multiprocessing
import sys
from pathlib import Path

if __name__ == "__main__":
    multiprocessing.freeze_support()  # files are read in processes of their own
    if Path(sys.executable).stem.lower() == "ddas-venster":
        from ddas_report.cli.window import main
    else:
        from ddas_report.__main__ import main
    main()
