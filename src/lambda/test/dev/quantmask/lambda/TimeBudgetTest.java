package dev.quantmask.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
  private final AtomicLong clock = new AtomicLong(-5);

  private TimeBudget budget(int remainingMillis) {
    return TimeBudget.of(new Remaining(remainingMillis), clock::get);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void halfASecondIsKeptForTheAnswer() {
    TimeBudget budget = budget(3000);
    assertThat(budget.remaining()).isEqualTo(Duration.ofMillis(2500));
    pass(Duration.ofMillis(500));
    assertThat(budget.remaining()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aRequestEndsWithTheInvocationOrBefore() {
    TimeBudget budget = budget(3000);
    assertThat(budget.deadline(Duration.ofSeconds(1)).allowed()).isEqualTo(Duration.ofSeconds(1));
    assertThat(budget.deadline(Duration.ofSeconds(9)).allowed()).isEqualTo(Duration.ofMillis(2500));
  }

  @Test
  void whoComesTooLateHasAMillisecond() {
    assertThat(budget(0).remaining()).isEqualTo(Duration.ofMillis(1));
    TimeBudget budget = budget(3000);
    pass(Duration.ofMinutes(1));
    assertThat(budget.remaining()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void withoutADeadlineOfLambdaTheRequestsOwnHolds() {
    for (int nonsense : new int[] {-7, Integer.MIN_VALUE, 900_001}) {
      assertThat(budget(nonsense).deadline(Duration.ofSeconds(30)).allowed())
          .isEqualTo(Duration.ofSeconds(30));
    }
  }

  private record Remaining(int getRemainingTimeInMillis) implements Context {
    @Override
    public String getAwsRequestId() {
      return null;
    }

    @Override
    public String getLogGroupName() {
      return null;
    }

    @Override
    public String getLogStreamName() {
      return null;
    }

    @Override
    public String getFunctionName() {
      return null;
    }

    @Override
    public String getFunctionVersion() {
      return null;
    }

    @Override
    public String getInvokedFunctionArn() {
      return null;
    }

    @Override
    public CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public ClientContext getClientContext() {
      return null;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 0;
    }

    @Override
    public LambdaLogger getLogger() {
      return null;
    }
  }
}
