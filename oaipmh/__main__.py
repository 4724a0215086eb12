"""`python -m oaipmh` is the program, too."""

from oaipmh.cli import main

if __name__ == "__main__":
    main()
