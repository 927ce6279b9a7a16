"""`python -m auditledge` is the `auditledge` command."""

from auditledge.cli import main

if __name__ == "__main__":
    main()
