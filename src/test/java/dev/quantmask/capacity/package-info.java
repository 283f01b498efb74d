/**
 * A simulation of instances with their queues, deadlines and streams, which says how many it takes;
 * {@code Capacity} prints the tables of the page, {@code CapacityCheck} compares the simulation
 * with real instances.
 */
package dev.quantmask.capacity;
