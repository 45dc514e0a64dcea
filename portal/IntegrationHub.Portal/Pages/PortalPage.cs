using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Components;

namespace IntegrationHub.Portal.Pages;

/// <summary>What every page and part has: its context and its texts.</summary>
public abstract class PortalPage : ComponentBase
{
    [Inject]
    internal PageContext Page { get; set; } = null!;

    protected string T(string key, params object?[] values) => Page.T(key, values);
}
