/**
 * Reads files, text in any form of Unicode, and writes files that appear complete or not at all; an
 * error names its file.
 */
package dev.quantmask.io;
