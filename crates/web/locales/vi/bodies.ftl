### bodies
