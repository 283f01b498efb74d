package dev.quantmask.remote;

import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An object of a bucket. */
final class S3Store implements RemoteStore {
  private static final int PRECONDITION_FAILED = 412;

  private final RemoteAddress address;
  private final RemoteAddress.S3Object object;
  private final S3Client client;

  S3Store(RemoteAddress address, RemoteAddress.S3Object object, S3Client client) {
    this.address = address;
    this.object = object;
    this.client = client;
  }

  @Override
  public RemoteVersion look() throws RemoteException {
    try {
      HeadObjectResponse head =
          client.headObject(
              request ->
                  request
                      .bucket(object.bucket())
                      .key(object.key())
                      .versionId(object.versionId().orElse(null)));
      return new RemoteVersion(head.eTag(), null, head.contentLength());
    } catch (SdkException e) {
      throw error(e);
    }
  }

  @Override
  public RemoteBody open() throws RemoteException {
    try {
      return open(request());
    } catch (SdkException e) {
      throw error(e);
    }
  }

  @Override
  public RemoteBody open(long from, RemoteVersion version) throws RemoteException {
    try {
      return open(request().range("bytes=" + from + "-").ifMatch(version.etag()));
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return open();
      }
      throw error(e);
    } catch (SdkException e) {
      throw error(e);
    }
  }

  private GetObjectRequest.Builder request() {
    return GetObjectRequest.builder()
        .bucket(object.bucket())
        .key(object.key())
        .versionId(object.versionId().orElse(null));
  }

  private RemoteBody open(GetObjectRequest.Builder request) throws RemoteException {
    ResponseInputStream<GetObjectResponse> stream = client.getObject(request.build());
    GetObjectResponse head = stream.response();
    ContentRange range =
        head.contentRange() == null
            ? new ContentRange(0, head.contentLength())
            : ContentRange.of(address, head.contentRange());
    RemoteVersion version = new RemoteVersion(head.eTag(), null, range.size());
    return new RemoteBody(stream, range.from(), version, stream::abort);
  }

  private RemoteException error(SdkException e) {
    if (e instanceof S3Exception s3) {
      String code = s3.awsErrorDetails() == null ? null : s3.awsErrorDetails().errorCode();
      return RemoteException.ofStatus(
          address, s3.statusCode(), Optional.ofNullable(code).orElse(""));
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException connection) {
        return RemoteException.ofConnection(address, connection);
      }
    }
    // Of settings, and of credentials, where the rest lists all places that have none.
    String reason = String.valueOf(e.getMessage()).split(" from any of the providers|\n", 2)[0];
    return new RemoteException(address, "S3 cannot be asked: " + reason, false);
  }
}
