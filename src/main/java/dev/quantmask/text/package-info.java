/**
 * Text that does not depend on the system's language, and text of others made visible. Every
 * package may use it.
 */
package dev.quantmask.text;
