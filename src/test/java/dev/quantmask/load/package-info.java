/** Programs that ask a running service for more than it can do, and for long. */
package dev.quantmask.load;
