/**
 * The engine: loads libtorch through DJL and runs TorchScript modules in it. No other package sees
 * DJL.
 *
 * <p>May use: image, io, DJL, JNA.
 */
package dev.quantmask.engine;
