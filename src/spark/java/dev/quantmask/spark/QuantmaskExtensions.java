package dev.quantmask.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * What {@code spark.sql.extensions} names, so that {@code detect(content)} is there in {@code
 * spark-sql} and wherever no program of one's own could call {@link DetectFunction#register}.
 */
public final class QuantmaskExtensions
    extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  private static final String MODEL = "spark.quantmask.model";

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectFunction(
        new Tuple3<>(
            new FunctionIdentifier(DetectFunction.NAME),
            new ExpressionInfo(DetectFunction.class.getName(), DetectFunction.NAME),
            new Builder()));
    return BoxedUnit.UNIT;
  }

  private static final class Builder extends AbstractFunction1<Seq<Expression>, Expression> {
    @Override
    public Expression apply(Seq<Expression> arguments) {
      if (arguments.size() != 1) {
        throw new IllegalArgumentException(
            "detect(content): expected one argument, found " + arguments.size());
      }
      return new ScalaUDF(
          new DetectFunction(model()),
          DetectionRows.DETECTIONS,
          arguments,
          CollectionConverters.asScala(List.<Option<ExpressionEncoder<?>>>of()).toSeq(),
          Option.empty(),
          Option.apply(DetectFunction.NAME),
          true,
          true);
    }

    private static SharedModel model() {
      SparkContext context = SparkContext.getOrCreate();
      try {
        return SharedModel.share(context, Optional.ofNullable(context.getConf().get(MODEL, null)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
