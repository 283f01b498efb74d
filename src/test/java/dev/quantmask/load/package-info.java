/** Programs that ask a running service for as much as it can do, for more, and for long. */
package dev.quantmask.load;
