package dev.quantmask.remote;

/** Hears how far a transfer is. */
public interface TransferMonitor {
  /** Nobody wants to know. */
  TransferMonitor NONE = new TransferMonitor() {};

  /**
   * So many bytes are there.
   *
   * @param total -1 if nobody knows
   */
  default void bytes(RemoteAddress address, long done, long total) {}

  /** An attempt has failed, and there will be another one. */
  default void retries(RemoteException problem) {}

  /** Another process fetches the same file, and this one waits for it. */
  default void waits(RemoteAddress address) {}
}
