mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  image                    = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/quantmask:1.0.0"
  vpc_id                   = "vpc-0123456789abcdef0"
  service_subnet_ids       = ["subnet-0123456789abcdef0"]
  load_balancer_subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  client_cidr_blocks       = ["10.0.0.0/16"]
}

run "name_with_a_space" {
  command = plan

  variables {
    name = "quant mask"
  }

  expect_failures = [var.name]
}

run "image_of_another_registry" {
  command = plan

  variables {
    image = "example.org/quantmask:1.0.0"
  }

  expect_failures = [var.image]
}

run "image_called_latest" {
  command = plan

  variables {
    image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/quantmask:latest"
  }

  expect_failures = [var.image]
}

run "vpc_by_its_name" {
  command = plan

  variables {
    vpc_id = "main"
  }

  expect_failures = [var.vpc_id]
}

run "no_subnet" {
  command = plan

  variables {
    service_subnet_ids = []
  }

  expect_failures = [var.service_subnet_ids]
}

run "load_balancer_in_one_zone" {
  command = plan

  variables {
    load_balancer_subnet_ids = ["subnet-0123456789abcdef0"]
  }

  expect_failures = [var.load_balancer_subnet_ids]
}

run "nobody_may_call" {
  command = plan

  variables {
    client_cidr_blocks = []
  }

  expect_failures = [var.client_cidr_blocks]
}

run "everybody_may_call" {
  command = plan

  variables {
    client_cidr_blocks = ["0.0.0.0/0"]
  }

  expect_failures = [var.client_cidr_blocks]
}

run "in_the_internet_without_a_certificate" {
  command = plan

  variables {
    public = true
  }

  expect_failures = [var.public]
}

run "certificate_by_its_name" {
  command = plan

  variables {
    certificate_arn = "example.org"
  }

  expect_failures = [var.certificate_arn]
}

run "machine_without_a_gpu" {
  command = plan

  variables {
    instance_type = "m7i.xlarge"
  }

  expect_failures = [var.instance_type]
}

run "machine_with_four_gpus" {
  command = plan

  variables {
    instance_type = "g5.12xlarge"
  }

  expect_failures = [var.instance_type]
}

run "too_little_cpu" {
  command = plan

  variables {
    task_cpu = 512
  }

  expect_failures = [var.task_cpu]
}

run "too_little_memory" {
  command = plan

  variables {
    task_memory_mib = 1024
  }

  expect_failures = [var.task_memory_mib]
}

run "no_lane" {
  command = plan

  variables {
    workers = 0
  }

  expect_failures = [var.workers]
}

run "nobody_may_wait" {
  command = plan

  variables {
    max_queue_size = 0
  }

  expect_failures = [var.max_queue_size]
}

run "model_that_is_no_archive" {
  command = plan

  variables {
    model_path = "/models/model.pth"
  }

  expect_failures = [var.model_path]
}

run "key_in_place_of_its_hash" {
  command = plan

  variables {
    api_keys = { game = "secret" }
  }

  expect_failures = [var.api_keys]
}

run "key_with_a_name_that_the_environment_cannot_have" {
  command = plan

  variables {
    api_keys = { "Game.Server" = "0000000000000000000000000000000000000000000000000000000000000000" }
  }

  expect_failures = [var.api_keys]
}

run "environment_of_another_program" {
  command = plan

  variables {
    environment = { PATH = "/" }
  }

  expect_failures = [var.environment]
}

run "scaled_to_zero" {
  command = plan

  variables {
    min_tasks = 0
  }

  expect_failures = [var.min_tasks]
}

run "fewer_at_most_than_at_least" {
  command = plan

  variables {
    min_tasks = 4
  }

  expect_failures = [var.max_tasks]
}

run "no_load" {
  command = plan

  variables {
    requests_per_task_and_minute = 0
  }

  expect_failures = [var.requests_per_task_and_minute]
}

run "negative_start" {
  command = plan

  variables {
    startup_seconds = -1
  }

  expect_failures = [var.startup_seconds]
}

run "retention_that_cloudwatch_lacks" {
  command = plan

  variables {
    log_retention_days = 31
  }

  expect_failures = [var.log_retention_days]
}
