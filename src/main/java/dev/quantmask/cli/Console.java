package dev.quantmask.cli;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param output results only, for other programs to read; not a PrintStream, which would keep a
 *     full disk to itself
 * @param error messages for people
 */
record Console(OutputStream output, PrintStream error) {}
