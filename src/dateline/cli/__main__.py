"""``python -m dateline.cli`` is the program ``dateline``."""

from dateline.cli.program import main

if __name__ == "__main__":
    main()
