mock_provider "kubectl" {}

variables {
  namespace      = "games"
  image          = "registry.example.com/quantmask:1.0.0"
  prometheus_url = "http://prometheus.monitoring:9090"
}

run "name_with_capitals" {
  command = plan

  variables {
    name = "Quantmask"
  }

  expect_failures = [var.name]
}

run "namespace_with_a_dot" {
  command = plan

  variables {
    namespace = "games.eu"
  }

  expect_failures = [var.namespace]
}

run "image_without_tag" {
  command = plan

  variables {
    image = "registry.example.com/quantmask"
  }

  expect_failures = [var.image]
}

run "image_called_latest" {
  command = plan

  variables {
    image = "registry.example.com/quantmask:latest"
  }

  expect_failures = [var.image]
}

run "unknown_scaling" {
  command = plan

  variables {
    scaling = "hpa"
  }

  expect_failures = [var.scaling]
}

run "keda_without_prometheus" {
  command = plan

  variables {
    prometheus_url = null
  }

  expect_failures = [var.prometheus_url]
}

run "prometheus_without_its_protocol" {
  command = plan

  variables {
    prometheus_url = "prometheus:9090"
  }

  expect_failures = [var.prometheus_url]
}

run "no_wait" {
  command = plan

  variables {
    queue_wait_seconds = 0
  }

  expect_failures = [var.queue_wait_seconds]
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
    model = { claim = "models", path = "model.pth" }
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

run "cpu_in_words" {
  command = plan

  variables {
    cpu = "four"
  }

  expect_failures = [var.cpu]
}

run "memory_without_unit" {
  command = plan

  variables {
    memory = "12"
  }

  expect_failures = [var.memory]
}

run "keda_from_zero" {
  command = plan

  variables {
    min_replicas = 0
  }

  expect_failures = [var.min_replicas]
}

run "fewer_at_most_than_at_least" {
  command = plan

  variables {
    min_replicas = 4
  }

  expect_failures = [var.max_replicas]
}

run "start_that_probes_do_not_divide" {
  command = plan

  variables {
    startup_seconds = 15
  }

  expect_failures = [var.startup_seconds]
}

run "negative_unavailable" {
  command = plan

  variables {
    max_unavailable = -1
  }

  expect_failures = [var.max_unavailable]
}

run "request_with_less_time_than_the_end_of_a_pod" {
  command = plan

  variables {
    request_seconds = 30
  }

  expect_failures = [var.request_seconds]
}

run "namespace_of_a_client_with_a_dot" {
  command = plan

  variables {
    client_namespaces = ["games.eu"]
  }

  expect_failures = [var.client_namespaces]
}

run "keda_outside_of_the_cluster" {
  command = plan

  variables {
    public = true
  }

  expect_failures = [var.public]
}
