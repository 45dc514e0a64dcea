using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Retail.Processes.Deciding;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Api.Persons;

/// <summary>Signing in, own sessions, persons, service accounts, break-glass, and what of tasks needs a session, over HTTP, where persons have doors: by the services of the pages.</summary>
public sealed class IdentityApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub)
    {
        services.AddSingleton(hub.GetRequiredService<PasswordStep>());
        services.AddSingleton(hub.GetRequiredService<CodeStep>());
        services.AddSingleton(hub.GetRequiredService<StepUp>());
        services.AddSingleton(hub.GetRequiredService<SessionService>());
        services.AddSingleton(hub.GetRequiredService<AccountAdministration>());
        services.AddSingleton(hub.GetRequiredService<ServiceAccountBook>());
        services.AddSingleton(hub.GetRequiredService<BreakGlassDesk>());
        services.AddSingleton<SentFiles>();
        services.AddSingleton(hub.GetRequiredService<TaskSheets>());
    }

    public void Map(RouteGroupBuilder api)
    {
        SignInEndpoints.Map(api);
        AccountEndpoints.Map(api);
        PeopleEndpoints.Map(api);
        ServiceAccountEndpoints.Map(api);
        BreakGlassEndpoints.Map(api);
        TaskFileEndpoints.Map(api);
        TaskSheetEndpoints.Map(api);
    }
}
