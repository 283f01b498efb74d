mock_provider "azapi" {
  override_resource {
    target = azapi_resource.identity
    values = {
      id     = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/games/providers/Microsoft.ManagedIdentity/userAssignedIdentities/quantmask"
      output = "{\"properties\": {\"principalId\": \"00000000-0000-0000-0000-000000000001\"}}"
    }
  }
  override_resource {
    target = azapi_resource.environment
    values = {
      id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/games/providers/Microsoft.App/managedEnvironments/quantmask"
    }
  }
  override_resource {
    target = azapi_resource.app
    values = {
      output = "{\"properties\": {\"configuration\": {\"ingress\": {\"fqdn\": \"quantmask.internal.example.com\"}}}}"
    }
  }
}

variables {
  resource_group_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/games"
  location          = "swedencentral"
  registry = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/games/providers/Microsoft.ContainerRegistry/registries/games"
    login_server = "games.azurecr.io"
  }
  image = "games.azurecr.io/quantmask:1.0.0"
}

run "resource_group_by_its_name" {
  command = plan

  variables {
    resource_group_id = "games"
  }

  expect_failures = [var.resource_group_id]
}

run "location_by_its_long_name" {
  command = plan

  variables {
    location = "Sweden Central"
  }

  expect_failures = [var.location]
}

run "name_with_two_hyphens" {
  command = plan

  variables {
    name = "quant--mask"
  }

  expect_failures = [var.name]
}

run "registry_by_its_name" {
  command = plan

  variables {
    registry = { id = "games", login_server = "games.azurecr.io" }
  }

  expect_failures = [var.registry]
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
    image = "games.azurecr.io/quantmask:latest"
  }

  expect_failures = [var.image]
}

run "unknown_gpu" {
  command = plan

  variables {
    gpu = "l4"
  }

  expect_failures = [var.gpu]
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

run "more_than_a_replica_takes" {
  command = plan

  variables {
    workers              = 1
    max_queue_size       = 2
    requests_per_replica = 4
  }

  expect_failures = [var.requests_per_replica]
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

run "negative_replicas" {
  command = plan

  variables {
    min_replicas = -1
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

run "start_that_ten_probes_do_not_divide" {
  command = plan

  variables {
    startup_seconds = 15
  }

  expect_failures = [var.startup_seconds]
}

run "subnet_by_its_name" {
  command = plan

  variables {
    subnet_id = "apps"
  }

  expect_failures = [var.subnet_id]
}

run "in_the_internet_for_everybody" {
  command = plan

  variables {
    public = true
  }

  expect_failures = [var.public]
}

run "clients_by_name" {
  command = plan

  variables {
    client_cidr_blocks = ["example.org"]
  }

  expect_failures = [var.client_cidr_blocks]
}

run "workspace_by_its_name" {
  command = plan

  variables {
    log_analytics_workspace_id = "games"
  }

  expect_failures = [var.log_analytics_workspace_id]
}
