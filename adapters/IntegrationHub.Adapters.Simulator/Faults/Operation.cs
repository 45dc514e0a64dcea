namespace IntegrationHub.Adapters.Simulator.Faults;

/// <summary>Operations of the service that a fault can be limited to.</summary>
public enum Operation
{
    Put,
    List,
    Get,
    Query,
}
