"""One harvester in a process of its own: `harvester.py PORT` prints its records a second."""

import sys

import asking

print(asking.harvest(int(sys.argv[1])).rate)
