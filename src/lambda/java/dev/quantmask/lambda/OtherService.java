package dev.quantmask.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.server.problem.ProblemException;
import java.util.Optional;
import java.util.stream.Stream;

/** A service that can invoke functions, but not this one: its events are refused by its name. */
enum OtherService {
  SNS("Amazon SNS", "aws:sns", ""),
  SQS("Amazon SQS", "aws:sqs", ""),
  KINESIS("Amazon Kinesis", "aws:kinesis", ""),
  DYNAMODB("Amazon DynamoDB", "aws:dynamodb", ""),
  DOCUMENTDB("Amazon DocumentDB", "aws:docdb", ""),
  KAFKA("Amazon MSK", "aws:kafka", ""),
  OWN_KAFKA("Apache Kafka", "SelfManagedKafka", ""),
  ACTIVE_MQ("Amazon MQ", "aws:mq", ""),
  RABBIT_MQ("Amazon MQ", "aws:rmq", ""),
  SES("Amazon SES", "aws:ses", ""),
  CODE_COMMIT("AWS CodeCommit", "aws:codecommit", ""),
  EVENT_BRIDGE("Amazon EventBridge", "", "/detail-type"),
  FIREHOSE("Amazon Data Firehose", "", "/deliveryStreamArn"),
  CLOUD_WATCH_LOGS("CloudWatch Logs", "", "/awslogs"),
  CLOUD_FRONT("CloudFront", "", "/Records/0/cf"),
  S3_BATCH("S3 Batch Operations", "", "/invocationSchemaVersion"),
  S3_OBJECT_LAMBDA("S3 Object Lambda", "", "/getObjectContext"),
  COGNITO("Amazon Cognito", "", "/triggerSource"),
  CODE_PIPELINE("AWS CodePipeline", "", "/CodePipeline.job"),
  AUTHORIZER("an authorizer of API Gateway", "", "/methodArn"),
  AUTHORIZER_2("an authorizer of API Gateway", "", "/routeArn"),
  WEB_SOCKET("a WebSocket API of API Gateway", "", "/requestContext/connectionId"),
  LATTICE("VPC Lattice", "", "/requestContext/serviceNetworkArn"),
  DESTINATION("a destination of Lambda", "", "/requestPayload");

  private final String title;
  private final String source;
  private final String pointer;

  /**
   * @param source what it calls itself in {@code eventSource}; empty: it does not
   * @param pointer to a field that only its events have
   */
  OtherService(String title, String source, String pointer) {
    this.title = title;
    this.source = source;
    this.pointer = pointer;
  }

  /**
   * @throws ProblemException when the event comes from one of these
   */
  static void refuse(JsonNode event) {
    Stream.of(values())
        .filter(service -> service.sends(event))
        .findFirst()
        .ifPresent(
            service -> {
              throw ProblemException.badRequest(
                  "the event comes from %s, which this function does not read: expected a request"
                      + " of a function URL, of API Gateway or of a load balancer, a notification"
                      + " that S3 itself sends (s3:ObjectCreated:*), or the JSON of POST /detect",
                  service.title);
            });
  }

  private boolean sends(JsonNode event) {
    return pointer.isEmpty()
        ? source(event).filter(source::equals).isPresent()
        : !event.at(pointer).isMissingNode();
  }

  /** SNS writes the name of the field in upper case, Kafka and MQ write it beside the records. */
  private static Optional<String> source(JsonNode event) {
    return Stream.of("/Records/0/eventSource", "/Records/0/EventSource", "/eventSource")
        .map(field -> Fields.text(event.at(field)))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
