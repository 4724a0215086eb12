"""The provider: answers the six verbs through the ports it declares, one file per verb."""
