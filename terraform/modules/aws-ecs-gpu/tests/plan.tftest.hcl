mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_ssm_parameter" {
    defaults = { value = "ami-0123456789abcdef0" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/quantmask" }
  }
  mock_resource "aws_iam_instance_profile" {
    defaults = { arn = "arn:aws:iam::111122223333:instance-profile/quantmask" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/quantmask" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:111122223333:task-definition/quantmask:1" }
  }
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/quantmask/0123456789abcdef", arn_suffix = "app/quantmask/0123456789abcdef", dns_name = "internal-quantmask.example.com" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/quantm/0123456789abcdef", arn_suffix = "targetgroup/quantm/0123456789abcdef" }
  }
  mock_resource "aws_launch_template" {
    defaults = { id = "lt-0123456789abcdef0" }
  }
  mock_resource "aws_autoscaling_group" {
    defaults = { arn = "arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:0:autoScalingGroupName/quantmask" }
  }
}

variables {
  image                    = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/games/quantmask:1.0.0"
  vpc_id                   = "vpc-0123456789abcdef0"
  service_subnet_ids       = ["subnet-0123456789abcdef0"]
  load_balancer_subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  client_cidr_blocks       = ["10.0.0.0/16"]
}

run "by_itself_it_is_private" {
  command = plan

  assert {
    condition     = aws_lb.service.internal
    error_message = "no address in the internet"
  }
  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.clients) == ["10.0.0.0/16"]
    error_message = "the named clients only"
  }
  assert {
    condition     = aws_launch_template.gpu.network_interfaces[0].associate_public_ip_address == "false"
    error_message = "machines have no address in the internet"
  }
  assert {
    condition     = aws_launch_template.gpu.metadata_options[0].http_tokens == "required" && aws_launch_template.gpu.block_device_mappings[0].ebs[0].encrypted == "true"
    error_message = "metadata by token, disks encrypted"
  }
}

run "a_task_has_a_gpu_and_knows_its_limits" {
  command = apply

  variables {
    workers        = 3
    max_queue_size = 10
    model_path     = "/models/static.pt"
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.service.container_definitions)[0].resourceRequirements == [{ type = "GPU", value = "1" }]
    error_message = "one GPU"
  }
  assert {
    condition = {
      for variable in jsondecode(aws_ecs_task_definition.service.container_definitions)[0].environment : variable.name => variable.value
      } == {
      QUANTMASK_DEVICE            = "cuda"
      QUANTMASK_QUEUE_MAX_SIZE    = "10"
      QUANTMASK_MODEL_LOAD        = "eager"
      QUANTMASK_MODEL_PATH        = "/models/static.pt"
      QUANTMASK_INFERENCE_WORKERS = "3"
      QUANTMASK_SECURITY_REQUIRED = "false"
      QUARKUS_SHUTDOWN_DELAY      = "5S"
    }
    error_message = "what the program is told"
  }
  assert {
    condition     = jsondecode(aws_ecs_task_definition.service.container_definitions)[0].readonlyRootFilesystem && jsondecode(aws_ecs_task_definition.service.container_definitions)[0].linuxParameters.tmpfs[0].containerPath == "/tmp"
    error_message = "nothing to write but /tmp"
  }
}

run "only_ready_tasks_get_requests" {
  command = plan

  assert {
    condition     = aws_lb_target_group.service.health_check[0].path == "/q/health/ready" && aws_lb_target_group.service.port == 8080
    error_message = "ready means that the model is loaded"
  }
  assert {
    condition     = aws_ecs_service.service.health_check_grace_period_seconds == 300
    error_message = "loading takes its time"
  }
}

run "a_rollout_loses_nothing" {
  command = plan

  assert {
    condition     = aws_ecs_service.service.deployment_minimum_healthy_percent == 100 && aws_ecs_service.service.deployment_maximum_percent == 200
    error_message = "a new task is healthy before an old one ends"
  }
  assert {
    condition     = aws_lb_target_group.service.deregistration_delay == "60"
    error_message = "requests that have begun are answered"
  }
  assert {
    condition     = aws_lb.service.idle_timeout == 60
    error_message = "the load balancer closes a silent connection before the program does"
  }
}

run "machines_come_and_go_with_tasks" {
  command = apply

  variables {
    min_tasks                    = 2
    max_tasks                    = 5
    requests_per_task_and_minute = 120
  }

  assert {
    condition     = aws_appautoscaling_target.service.min_capacity == 2 && aws_appautoscaling_target.service.max_capacity == 5
    error_message = "tasks from 2 to 5"
  }
  assert {
    condition     = aws_appautoscaling_policy.requests.target_tracking_scaling_policy_configuration[0].target_value == 120
    error_message = "by requests"
  }
  assert {
    condition     = aws_appautoscaling_policy.requests.target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].resource_label == "app/quantmask/0123456789abcdef/targetgroup/quantm/0123456789abcdef"
    error_message = "those of this load balancer"
  }
  assert {
    condition     = aws_autoscaling_group.gpu.min_size == 0 && aws_autoscaling_group.gpu.max_size == 6
    error_message = "a machine for each task, and one to change versions"
  }
}

run "least_privilege" {
  command = apply

  assert {
    condition = toset([for statement in data.aws_iam_policy_document.execution.statement : one(statement.resources)]) == toset([
      "*",
      "arn:aws:ecr:eu-central-1:111122223333:repository/games/quantmask",
      "arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/quantmask:*",
    ])
    error_message = "this image, this log; only the token has no resource"
  }
  assert {
    condition     = [for statement in data.aws_iam_policy_document.execution.statement : tolist(statement.actions) if contains(statement.resources, "*")] == [tolist(["ecr:GetAuthorizationToken"])]
    error_message = "the token is the only right without a resource"
  }
}

run "in_the_internet_with_a_certificate" {
  command = plan

  variables {
    public             = true
    certificate_arn    = "arn:aws:acm:eu-central-1:111122223333:certificate/0"
    client_cidr_blocks = ["0.0.0.0/0"]
    api_keys           = { game-server = "0000000000000000000000000000000000000000000000000000000000000000" }
  }

  assert {
    condition = {
      for variable in jsondecode(aws_ecs_task_definition.service.container_definitions)[0].environment : variable.name => variable.value if contains(["QUANTMASK_SECURITY_REQUIRED", "QUANTMASK_API_KEYS_GAME_SERVER"], variable.name)
    } == { QUANTMASK_SECURITY_REQUIRED = "true", QUANTMASK_API_KEYS_GAME_SERVER = "0000000000000000000000000000000000000000000000000000000000000000" }
    error_message = "it asks for a key"
  }
  assert {
    condition     = !aws_lb.service.internal && length(aws_lb_listener.http) == 0 && aws_lb_listener.https[0].port == 443
    error_message = "HTTPS only"
  }
}

run "outputs" {
  command = apply

  assert {
    condition     = output.url == "http://internal-quantmask.example.com"
    error_message = "the address of the load balancer"
  }
}
