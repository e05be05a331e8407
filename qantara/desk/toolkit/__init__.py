"""The toolkit at the desk: where a city is in it, one step, its plan as a file, the tools."""
