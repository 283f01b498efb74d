package dev.quantmask.remote;

/** Where one file is kept. Each method makes one attempt. */
sealed interface RemoteStore permits S3Store, WebStore {
  /** Looks at what is there, without its content. */
  RemoteVersion look() throws RemoteException;

  /** Opens the content. */
  RemoteBody open() throws RemoteException;

  /**
   * Opens the rest of a content.
   *
   * @param from the position of the first byte that is wanted
   * @param version that has a {@link RemoteVersion#validator}
   * @return that rest, or the whole content if it is another one or the store has no ranges
   */
  RemoteBody open(long from, RemoteVersion version) throws RemoteException;
}
