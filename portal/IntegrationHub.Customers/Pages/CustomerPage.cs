using IntegrationHub.Customers.Hosting;
using Microsoft.AspNetCore.Components;

namespace IntegrationHub.Customers.Pages;

/// <summary>What every page and part has at hand.</summary>
public abstract class CustomerPage : ComponentBase
{
    [Inject]
    internal CustomerContext Page { get; set; } = null!;

    protected string T(string key, params ReadOnlySpan<object?> values) => Page.T(key, values);
}
