using IntegrationHub.Confidential.Values;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationHub.Identity;

/// <summary>Registers persons, factors and sessions over an open store.</summary>
public static class IdentityRegistration
{
    /// <param name="services">The container; it holds the store, ids and the clock.</param>
    /// <param name="authorities">Whose client certificates count.</param>
    /// <param name="revocation">What is known of revocations.</param>
    /// <param name="policies">How long sessions last.</param>
    /// <param name="sms">How codes are sent.</param>
    public static IServiceCollection AddIdentity(
        this IServiceCollection services, TrustAnchors authorities, ICertificateRevocation? revocation, SessionPolicies policies, ISmsSender sms)
    {
        services.AddSingleton(policies);
        services.AddSingleton(sms);
        services.AddSingleton(static provider => new IdentityStore(
            provider.GetRequiredService<HubStore>(), provider.GetRequiredService<IIdSource>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<IValueCipher>()));
        services.AddSingleton(provider => new CertificateJudge(authorities, revocation, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static _ => new PasswordHashing());
        services.AddSingleton<CodeSending>();
        services.AddSingleton<PasswordStep>();
        services.AddSingleton<CodeStep>();
        services.AddSingleton<StepUp>();
        services.AddSingleton<SessionService>();
        services.AddSingleton(static provider => new AccountAdministration(
            provider.GetRequiredService<IdentityStore>(), provider.GetRequiredService<PasswordHashing>(), provider.GetRequiredService<CertificateJudge>(),
            provider.GetRequiredService<ISmsSender>(), provider.GetService<BreachedPasswords>()));
        services.AddSingleton<BreakGlassDesk>();
        services.AddSingleton<ServiceAccountBook>();
        services.AddSingleton<ServiceAuthentication>();
        services.AddSingleton<Looks>();
        return services;
    }
}
