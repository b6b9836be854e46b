// The interpreter in the folders beside this file does not compile yet, and stays out of the build
// (Package.swift, `exclude`) until its session and builtins are written.
