mock_provider "google" {}

variables {
  project_id = "my-project"
  region     = "europe-west4"
  image      = "europe-west4-docker.pkg.dev/my-project/images/quantmask:1.0.0"
}

run "project_with_capitals" {
  command = plan

  variables {
    project_id = "My_Project"
  }

  expect_failures = [var.project_id]
}

run "zone_instead_of_region" {
  command = plan

  variables {
    region = "europe-west4-a"
  }

  expect_failures = [var.region]
}

run "name_too_short" {
  command = plan

  variables {
    name = "qm"
  }

  expect_failures = [var.name]
}

run "image_without_tag" {
  command = plan

  variables {
    image = "europe-west4-docker.pkg.dev/my-project/images/quantmask"
  }

  expect_failures = [var.image]
}

run "image_called_latest" {
  command = plan

  variables {
    image = "europe-west4-docker.pkg.dev/my-project/images/quantmask:latest"
  }

  expect_failures = [var.image]
}

run "gpu_without_its_maker" {
  command = plan

  variables {
    gpu = "l4"
  }

  expect_failures = [var.gpu]
}

run "too_few_cpus" {
  command = plan

  variables {
    cpu = 2
  }

  expect_failures = [var.cpu]
}

run "too_little_memory" {
  command = plan

  variables {
    memory_gib = 8
  }

  expect_failures = [var.memory_gib]
}

run "no_lane" {
  command = plan

  variables {
    workers = 0
  }

  expect_failures = [var.workers]
}

run "half_a_lane" {
  command = plan

  variables {
    workers = 1.5
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

run "negative_instances" {
  command = plan

  variables {
    min_instances = -1
  }

  expect_failures = [var.min_instances]
}

run "fewer_at_most_than_at_least" {
  command = plan

  variables {
    min_instances = 4
  }

  expect_failures = [var.max_instances]
}

run "longer_than_cloud_run_waits" {
  command = plan

  variables {
    startup_seconds = 300
  }

  expect_failures = [var.startup_seconds]
}

run "request_without_time" {
  command = plan

  variables {
    request_seconds = 0
  }

  expect_failures = [var.request_seconds]
}

run "model_that_is_no_archive" {
  command = plan

  variables {
    model = { bucket = "my-models", object = "model.pth" }
  }

  expect_failures = [var.model]
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

run "everybody_may_call" {
  command = plan

  variables {
    invokers = ["allUsers"]
  }

  expect_failures = [var.invokers]
}
