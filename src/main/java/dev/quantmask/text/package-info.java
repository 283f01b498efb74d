/**
 * Text that does not depend on the language of the system, and text of others on its way to people.
 *
 * <p>May use: the JDK.
 */
package dev.quantmask.text;
