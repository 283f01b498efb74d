/**
 * Text that does not depend on the language of the system.
 *
 * <p>May use: the JDK.
 */
package dev.quantmask.text;
