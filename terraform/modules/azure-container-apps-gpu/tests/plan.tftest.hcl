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

run "by_itself_it_is_private_and_scales_to_zero" {
  command = apply

  assert {
    condition     = azapi_resource.app.body.properties.configuration.ingress.external == false
    error_message = "apps of the same environment only"
  }
  assert {
    condition     = azapi_resource.app.body.properties.configuration.ingress.allowInsecure == false
    error_message = "HTTPS only"
  }
  assert {
    condition     = azapi_resource.app.body.properties.template.scale.minReplicas == 0
    error_message = "it must cost nothing when nobody asks"
  }
}

run "a_replica_has_a_gpu" {
  command = apply

  variables {
    gpu = "a100"
  }

  assert {
    condition     = azapi_resource.environment.body.properties.workloadProfiles[0].workloadProfileType == "Consumption-GPU-NC24-A100"
    error_message = "the environment has the GPU's profile"
  }
  assert {
    condition     = azapi_resource.app.body.properties.workloadProfileName == azapi_resource.environment.body.properties.workloadProfiles[0].name
    error_message = "the app runs in it"
  }
  assert {
    condition     = azapi_resource.app.body.properties.template.containers[0].resources == { cpu = 24, memory = "220Gi" }
    error_message = "all of the machine"
  }
}

run "the_program_is_told" {
  command = apply

  variables {
    workers              = 3
    max_queue_size       = 10
    requests_per_replica = 4
    model_path           = "/models/static.pt"
  }

  assert {
    condition = {
      for variable in azapi_resource.app.body.properties.template.containers[0].env : variable.name => variable.value
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
    condition     = azapi_resource.app.body.properties.template.scale.rules[0].http.metadata.concurrentRequests == "4"
    error_message = "the load of a replica"
  }
}

run "it_is_started_when_the_model_is_loaded" {
  command = apply

  variables {
    startup_seconds = 600
  }

  assert {
    condition = [for probe in azapi_resource.app.body.properties.template.containers[0].probes : "${probe.type} ${probe.httpGet.path} ${probe.periodSeconds}"] == [
      "Startup /q/health/ready 60", "Readiness /q/health/ready 10", "Liveness /q/health/live 30",
    ]
    error_message = "no request before the model is there"
  }
}

run "in_a_network" {
  command = apply

  variables {
    subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/games/providers/Microsoft.Network/virtualNetworks/games/subnets/apps"
  }

  assert {
    condition     = azapi_resource.environment.body.properties.vnetConfiguration.internal && azapi_resource.app.body.properties.configuration.ingress.external
    error_message = "reached from the network, and not from the internet"
  }
}

run "in_the_internet_for_named_clients" {
  command = apply

  variables {
    public             = true
    client_cidr_blocks = ["192.0.2.0/24"]
    api_keys           = { game-server = "0000000000000000000000000000000000000000000000000000000000000000" }
  }

  assert {
    condition = length(setsubtract(
      [{ name = "QUANTMASK_SECURITY_REQUIRED", value = "true" }, { name = "QUANTMASK_API_KEYS_GAME_SERVER", value = "0000000000000000000000000000000000000000000000000000000000000000" }],
      azapi_resource.app.body.properties.template.containers[0].env,
    )) == 0
    error_message = "it asks for a key"
  }

  assert {
    condition     = azapi_resource.app.body.properties.configuration.ingress.ipSecurityRestrictions[0].ipAddressRange == "192.0.2.0/24"
    error_message = "the named clients only"
  }
}

run "least_privilege" {
  command = apply

  assert {
    condition     = azapi_resource.pull.parent_id == var.registry.id && endswith(azapi_resource.pull.body.properties.roleDefinitionId, "/7f951dda-4ed3-4680-a7ca-43fe172d538d")
    error_message = "AcrPull on this registry"
  }
  assert {
    condition     = azapi_resource.pull.body.properties.principalId == "00000000-0000-0000-0000-000000000001"
    error_message = "for the app's own identity"
  }
  assert {
    condition     = length(azapi_resource.logs) == 0
    error_message = "no workspace, no setting"
  }
}

run "logs_are_kept" {
  command = apply

  variables {
    log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/games/providers/Microsoft.OperationalInsights/workspaces/games"
  }

  assert {
    condition     = azapi_resource.logs[0].body.properties.workspaceId == var.log_analytics_workspace_id
    error_message = "in the workspace"
  }
}

run "outputs" {
  command = apply

  assert {
    condition     = output.url == "https://quantmask.internal.example.com"
    error_message = "the address of the app"
  }
}
