"""Start of the program: first make it safe to load libraries, then do what was asked."""

import sys

if __name__ == "__main__":
    if sys.platform != "win32":
        sys.exit("This program runs on Windows. During development: python3 build/dev.py agent")
    from agent.win32.dll import restrict_library_search

    restrict_library_search()
    from agent.starting import start

    sys.exit(start(sys.argv[1:]))
