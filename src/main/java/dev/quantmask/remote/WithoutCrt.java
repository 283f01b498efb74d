package dev.quantmask.remote;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.internal.ChecksumProvider;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.auth.aws.crt.internal.signer.DefaultAwsCrtV4aHttpSigner;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.OptionalDependencyLoaderUtil;

/**
 * For a native build, which links everything beforehand: where the SDK can use the AWS Common
 * Runtime, it does what it does on the JVM when it finds none. S3 needs none of it: CRC32 is the
 * JDK's.
 */
final class WithoutCrt {
  private WithoutCrt() {}

  private static UnsupportedOperationException missing(String feature) {
    return new UnsupportedOperationException(
        feature + " needs the AWS Common Runtime, which is not here");
  }

  /** Signatures for several regions. */
  @TargetClass(OptionalDependencyLoaderUtil.class)
  static final class Signers {
    private Signers() {}

    @Substitute
    public static DefaultAwsCrtV4aHttpSigner getDefaultAwsCrtV4aHttpSigner() {
      throw missing("SigV4a");
    }
  }

  /** Checksums that the JDK does not have. */
  @TargetClass(ChecksumProvider.class)
  static final class Checksums {
    private Checksums() {}

    /** Null, so that the SDK's own is taken. */
    @Substitute
    static SdkChecksum createCrtCrc32C() {
      return null;
    }

    @Substitute
    static SdkChecksum crc64NvmeCrtImplementation() {
      throw missing("CRC64NVME");
    }

    @Substitute
    static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
      throw missing(algorithm.algorithmId());
    }
  }
}
