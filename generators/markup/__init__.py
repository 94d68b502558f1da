"""HTML and SVG that escape by themselves: nothing else in the program writes a tag."""
