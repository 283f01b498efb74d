/** What requests take, and where their time goes. */
package dev.quantmask.bench;
