/** What 8 bits cost and gain, group of layers by group of layers. */
package dev.quantmask.sensitivity;
