# The app's own identity. It may fetch images of the registry, and nothing else.
resource "azapi_resource" "identity" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31"
  parent_id = var.resource_group_id
  location  = var.location
  name      = var.name
  tags      = var.tags

  response_export_values = ["properties.principalId"]
}

locals {
  subscription = regex("^/subscriptions/[^/]+", var.registry.id)
  acr_pull     = "7f951dda-4ed3-4680-a7ca-43fe172d538d" # Azure's id of the role AcrPull, the same everywhere

  # What azapi 2 gives as an object, azapi 1 gives as JSON.
  identity_output = try(jsondecode(azapi_resource.identity.output), azapi_resource.identity.output)
  app_output      = try(jsondecode(azapi_resource.app.output), azapi_resource.app.output)
}

resource "azapi_resource" "pull" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = var.registry.id
  name      = uuidv5("url", "${var.registry.id}${var.resource_group_id}/${var.name}")

  body = {
    properties = {
      principalId      = local.identity_output.properties.principalId
      principalType    = "ServicePrincipal"
      roleDefinitionId = "${local.subscription}/providers/Microsoft.Authorization/roleDefinitions/${local.acr_pull}"
    }
  }
}
