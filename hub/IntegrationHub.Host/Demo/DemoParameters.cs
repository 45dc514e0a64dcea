using IntegrationHub.Retail.Packages;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Demo;

/// <summary>Figures of the market of demos and benchmarks.</summary>
internal static class DemoParameters
{
    internal const string Json = """
        {"version":1,
         "longestInterpolation":[{"value":8,"validFrom":"2020-01-01","validTo":null,"source":{"province":"Demo","document":"Rules of the simulated market","article":"5","checkedOn":null}}],
         "enteredHeadroom":[{"value":1.2,"validFrom":"2020-01-01","validTo":null,"source":{"province":"Demo","document":"Rules of the simulated market","article":"6","checkedOn":null}}],
         "largeCustomer":[{"value":5000,"validFrom":"2020-01-01","validTo":null,"source":{"province":"Demo","document":"Decision of the simulated retailer","article":"1","checkedOn":null}}]}
        """;

    /// <summary>Enters them; where they are there already nothing changes.</summary>
    public static async Task EnterAsync(IServiceProvider books, CancellationToken cancellationToken) =>
        OnboardingChapter.Must(await books.GetRequiredService<ParameterBook>().ImportAsync(Json, "otto", cancellationToken));
}
