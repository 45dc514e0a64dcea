using System.Reflection;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.Records;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Crossing;
using IntegrationHub.Storage.Measuring;
using IntegrationHub.Storage.Operations;
using IntegrationHub.Storage.Processes;
using IntegrationHub.Storage.Search;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>Which suites there are, and what no suite runs: each provider's tests ask.</summary>
internal static class SuiteCoverage
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>Repositories that are written with the store's model, with the suite that runs them on every provider.</summary>
    private static readonly Dictionary<Type, Type?> OfTheModel = new()
    {
        [typeof(ExchangeReader)] = typeof(SearchCompliance),
        [typeof(StoredRecords)] = typeof(RecordsCompliance),
        [typeof(RecordRemoval)] = typeof(RecordsCompliance),
        [typeof(BillStore)] = typeof(BillsCompliance),
        [typeof(ReadingStore)] = typeof(ReadingsCompliance),
        [typeof(IdentityStore)] = typeof(AccountsCompliance),
        [typeof(AccountAdministration)] = typeof(AccountsCompliance),
        [typeof(AccountReader)] = typeof(AccountsCompliance),
        [typeof(PersonNumbers)] = typeof(AccountsCompliance),
        [typeof(PasswordStep)] = typeof(AccountsCompliance),
        [typeof(CodeStep)] = typeof(AccountsCompliance),
        [typeof(CodeSending)] = typeof(AccountsCompliance),
        [typeof(SessionService)] = typeof(AccountsCompliance),
        [typeof(BreakGlassDesk)] = typeof(DesksCompliance),
        [typeof(BreakGlassRows)] = typeof(DesksCompliance),
        [typeof(ServiceAccountBook)] = typeof(DesksCompliance),
        [typeof(ServiceAuthentication)] = typeof(DesksCompliance),
        [typeof(ServiceRows)] = typeof(DesksCompliance),
        [typeof(SealedRecords<>)] = typeof(DesksCompliance),
        [typeof(StepUp)] = typeof(DesksCompliance),
        [typeof(Looks)] = typeof(DesksCompliance),
        [typeof(OpenCrossings)] = typeof(CrossingsCompliance),
        [typeof(KeyRotation)] = typeof(KeyRotationCompliance),
        [typeof(StoredDataKeys)] = typeof(KeyRotationCompliance),
        [typeof(StoreValues)] = typeof(KeyRotationCompliance),
        [typeof(HashKeyWork)] = typeof(HashKeysCompliance),
        [typeof(StoredNames)] = typeof(HashKeysCompliance),
        [typeof(NodeBook)] = typeof(OperationsCompliance),
        [typeof(QueueBook)] = typeof(OperationsCompliance),
        [typeof(NoticeShelf)] = typeof(NoticesCompliance),
        [typeof(ReceptionBook)] = typeof(OperationsCompliance),
        // Measures, and keeps nothing.
        [typeof(RotationBenchmark)] = null,
    };

    /// <summary>Every suite, abstract, as it is compiled into each provider's tests.</summary>
    public static IReadOnlyList<Type> All { get; } = [.. Types(static type => type.IsAbstract && type.Name.EndsWith("Compliance", StringComparison.Ordinal))];

    /// <summary>The halves of the provider that these tests are of.</summary>
    public static IReadOnlyList<Type> Halves { get; } = [.. Types(static type => !type.IsAbstract && type.BaseType is { } suite && All.Contains(suite))];

    /// <summary>Suites that the provider has no half of, ports that it registers, and repositories of the model, that no suite of it runs.</summary>
    /// <param name="store">The provider's store; nothing is asked of its server.</param>
    public static IReadOnlyList<string> Missing(HubStore store)
    {
        var run = Halves.Select(static half => half.BaseType!).ToHashSet();
        var covered = run.SelectMany(Asked).SelectMany(static port => port.GetInterfaces().Append(port)).ToHashSet();
        return
        [
            .. All.Where(suite => !run.Contains(suite)).Select(static suite => $"{suite.Name} has no half"),
            .. PortsOf(store).Where(port => !covered.Contains(port)).Select(static port => $"{port.Name} has no suite"),
            .. Repositories().Where(repository => !OfTheModel.TryGetValue(repository, out var suite) || (suite is not null && !run.Contains(suite))).Select(static repository => $"{repository.Name} has no suite"),
        ];
    }

    /// <summary>What a suite asks its provider's half for: the types of its abstract members.</summary>
    private static IEnumerable<Type> Asked(Type suite) => suite.GetMethods(Own).Where(static method => method.IsAbstract).Select(static method => method.ReturnType);

    private static IEnumerable<Type> PortsOf(HubStore store)
    {
        var services = new ServiceCollection();
        store.AddPorts(services);
        return services.Select(static service => service.ServiceType).Where(static type => type is { IsInterface: true } && type.Namespace!.StartsWith("IntegrationHub.", StringComparison.Ordinal)).Distinct();
    }

    /// <summary>What takes an open store, or the persons' transactions on one, to write statements of the model: no provider has statements of its own for them.</summary>
    private static IEnumerable<Type> Repositories() => new[] { typeof(HubStore), typeof(StoredRecords), typeof(IdentityStore) }.SelectMany(static type => type.Assembly.GetTypes())
        .Where(static type => type.GetConstructors(Own).Any(static constructor => constructor.GetParameters().Any(static parameter => parameter.ParameterType == typeof(HubStore) || parameter.ParameterType == typeof(IdentityStore))));

    private static IEnumerable<Type> Types(Func<Type, bool> are) => typeof(SuiteCoverage).Assembly.GetTypes().Where(are).OrderBy(static type => type.Name, StringComparer.Ordinal);
}
