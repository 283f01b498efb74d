/**
 * One small command a class: parse, call, print.
 *
 * <p>May use: everything but function.
 */
package dev.quantmask.cli;
