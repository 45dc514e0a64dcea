using System.Data.Common;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;

namespace IntegrationHub.Host.Configuration;

/// <summary>Rules of the store's logins.</summary>
internal static class ConnectionStringRules
{
    public static void Check(StorageOptions storage, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        foreach (var (name, text, password) in (IEnumerable<(string, string, string)>)
        [
            ("storage.connectionString", storage.ConnectionString, "storage.passwordFile"),
            ("storage.migrationConnectionString", storage.MigrationConnectionString, "storage.migrationPasswordFile"),
            ("storage.customerConnectionString", storage.CustomerConnectionString, "storage.customerPasswordFile"),
        ])
        {
            if (text.Length > 0)
            {
                FitsTheProvider(storage, name, places, problems);
                HoldsNoPassword(name, text, password, places, problems);
            }
        }

        if (storage.Provider != StorageProvider.Embedded && storage.ConnectionString.Length == 0)
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_CONTRADICTION", places.Of("storage.provider"), "storage.provider needs a server, but storage.connectionString names none"));
        }
    }

    private static void FitsTheProvider(StorageOptions storage, string name, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        if (storage.Provider == StorageProvider.Embedded)
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_CONTRADICTION",
                places.Of(name),
                $"{name} names a server, but storage.provider is `embedded`",
                "Set storage.provider to what the server is, or leave the connection string away."));
        }
    }

    private static void HoldsNoPassword(string name, string text, string password, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        var where = places.Of(name);
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = text;
        }
        catch (ArgumentException exception)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", where, $"{name} cannot be read: {exception.Message}"));
            return;
        }

        var fromFile = !where.StartsWith(SettingNames.Prefix, StringComparison.Ordinal);
        if (fromFile && (parts.ContainsKey("Password") || parts.ContainsKey("Pwd") || parts.ContainsKey("Passwd") || parts.ContainsKey("PSW")))
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_SECRET_IN_FILE", where, $"{name} holds a password", $"Move it to a file of its own and name that as {password}."));
        }
    }
}
