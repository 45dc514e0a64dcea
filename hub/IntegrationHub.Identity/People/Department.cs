using System.Text.Json.Serialization;

namespace IntegrationHub.Identity.People;

/// <summary>Departments that have heads. The names are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Department>))]
public enum Department
{
    Sales,
    Legal,
    Risk,
    Operations,
    Settlement,
    Finance,
}
