data "aws_region" "current" {}

locals {
  port = 8080

  environment = merge(
    {
      QUANTMASK_DEVICE            = "cuda"
      QUANTMASK_MODEL_LOAD        = "eager" # ready only with the model in the GPU
      QUANTMASK_INFERENCE_WORKERS = tostring(var.workers)
      QUANTMASK_QUEUE_MAX_SIZE    = tostring(var.max_queue_size)
      QUANTMASK_SECURITY_REQUIRED = tostring(var.public)
      QUARKUS_SHUTDOWN_DELAY      = "5S" # still answers while it is taken out of the endpoints
    },
    var.model_path == null ? {} : { QUANTMASK_MODEL_PATH = var.model_path },
    { for name, hash in var.api_keys : "QUANTMASK_API_KEYS_${replace(upper(name), "-", "_")}" => hash },
    var.environment,
  )
}

resource "aws_cloudwatch_log_group" "service" {
  name              = "/ecs/${var.name}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_ecs_cluster" "cluster" {
  name = var.name
  tags = var.tags

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_task_definition" "service" {
  family                   = var.name
  requires_compatibilities = ["EC2"]
  network_mode             = "awsvpc"
  cpu                      = tostring(var.task_cpu)
  memory                   = tostring(var.task_memory_mib)
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  tags                     = var.tags

  container_definitions = jsonencode([{
    name                   = "quantmask"
    image                  = var.image
    essential              = true
    readonlyRootFilesystem = true
    stopTimeout            = 60 # longer than the program takes to answer what it has begun
    environment            = [for name, value in local.environment : { name = name, value = value }]
    portMappings           = [{ containerPort = local.port, protocol = "tcp" }]
    resourceRequirements   = [{ type = "GPU", value = "1" }]
    linuxParameters = {
      capabilities       = { drop = ["ALL"] }
      initProcessEnabled = true
      # Libraries may be unpacked there.
      tmpfs = [{ containerPath = "/tmp", size = 1024, mountOptions = ["exec"] }]
    }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.service.name
        awslogs-region        = data.aws_region.current.name
        awslogs-stream-prefix = "quantmask"
      }
    }
  }])
}

resource "aws_ecs_service" "service" {
  name                              = var.name
  cluster                           = aws_ecs_cluster.cluster.id
  task_definition                   = aws_ecs_task_definition.service.arn
  desired_count                     = var.min_tasks
  health_check_grace_period_seconds = var.startup_seconds
  tags                              = var.tags

  # A new task is healthy before an old one ends: a machine is started for it.
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.gpu.name
    weight            = 1
  }

  network_configuration {
    subnets         = var.service_subnet_ids
    security_groups = [aws_security_group.service.id]
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.service.arn
    container_name   = "quantmask"
    container_port   = local.port
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  lifecycle {
    ignore_changes = [desired_count] # the scaling's
  }

  depends_on = [aws_lb_listener.http, aws_lb_listener.https, aws_ecs_cluster_capacity_providers.cluster]
}

resource "aws_appautoscaling_target" "service" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.cluster.name}/${aws_ecs_service.service.name}"
  min_capacity       = var.min_tasks
  max_capacity       = var.max_tasks
}

resource "aws_appautoscaling_policy" "requests" {
  name               = "requests"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.service.service_namespace
  scalable_dimension = aws_appautoscaling_target.service.scalable_dimension
  resource_id        = aws_appautoscaling_target.service.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.requests_per_task_and_minute
    scale_out_cooldown = 60
    scale_in_cooldown  = 600 # a machine with a GPU takes minutes to come back

    predefined_metric_specification {
      predefined_metric_type = "ALBRequestCountPerTarget"
      resource_label         = "${aws_lb.service.arn_suffix}/${aws_lb_target_group.service.arn_suffix}"
    }
  }
}
