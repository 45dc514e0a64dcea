using System.Security.Authentication;
using System.Security.Cryptography;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Opening;

/// <summary>What the server or the driver says when a store on somebody else's server cannot be opened, with what to do about it.</summary>
internal static class OpeningFaults
{
    /// <summary>Older servers lack what the hub's statements use.</summary>
    public const int LeastMajorVersion = 15;

    /// <summary>Runs <paramref name="work"/>; what the server or the driver refuses becomes what the operator has to put right.</summary>
    /// <param name="setting">Where the login is written, for messages.</param>
    /// <param name="connectionString">The login; its password is never told.</param>
    /// <param name="work">Connects and looks.</param>
    /// <exception cref="StorageSetupException">What is wrong.</exception>
    public static async Task<T> ExplainAsync<T>(string setting, string connectionString, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (Explain(failure, setting, TargetOf(connectionString)) is not null)
        {
            throw Explain(failure, setting, TargetOf(connectionString))!;
        }
    }

    /// <summary>Null for what is no fault of the set-up.</summary>
    public static StorageSetupException? Explain(Exception failure, string setting, string target)
    {
        if (failure is StorageSetupException or OperationCanceledException)
            return null;

        var causes = Causes(failure).ToList();
        // What a server says itself comes before that another one of several is a standby or does not answer.
        return causes.OfType<PostgresException>().Select(error => OfServer(error, setting, target)).FirstOrDefault(static found => found is not null)
            ?? causes.Select(error => OfDriver(error, setting, target)).FirstOrDefault(static found => found is not null)
            ?? causes.Where(Availability.IsUnavailable).Select(error => Unreachable(error, setting, target)).FirstOrDefault();
    }

    /// <exception cref="StorageSetupException">The server is older than the hub needs.</exception>
    public static void DemandVersion(Version version, string target)
    {
        if (version.Major < LeastMajorVersion)
        {
            throw Fault(
                "STORAGE_SERVER_TOO_OLD", $"{target} is PostgreSQL {version}; the hub needs {LeastMajorVersion} or newer.",
                "Upgrade the server, or name another in storage.connectionString.", inner: null);
        }
    }

    /// <summary>Texts that begin alike have to stand together in every index, whatever the characters behind them: what is looked for by its beginning would be missed otherwise.</summary>
    /// <exception cref="StorageSetupException">The database puts texts in the order of a language.</exception>
    public static async Task DemandOrderAsync(NpgsqlConnection connection, string target, CancellationToken cancellationToken)
    {
        // What the names of collations say differs between versions and kinds; what they do does not.
        await using var ask = new NpgsqlCommand("select 'B' < 'a' and 'a.c' < 'aab' and 'z' < 'ä'", connection);
        if (await ask.ExecuteScalarAsync(cancellationToken) is not true)
        {
            throw Fault(
                "STORAGE_COLLATION", $"{target} puts texts in the order of a language, not in that of their characters.",
                "Create the database with deploy/postgresql/roles.sql (lc_collate 'C'); one that holds something already moves with pg_dump and pg_restore.", inner: null);
        }
    }

    /// <summary>The server and its database, for messages.</summary>
    public static string TargetOf(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return $"PostgreSQL {settings.Host} (database `{settings.Database ?? settings.Username}`)";
    }

    private static StorageSetupException? OfServer(PostgresException error, string setting, string target) => error.SqlState switch
    {
        ['2', '8', ..] => Login(error.MessageText, setting, target, error),
        PostgresErrorCodes.InvalidCatalogName => Fault(
            "STORAGE_NO_DATABASE", $"{target} has no database of that name.", $"Create it with deploy/postgresql/roles.sql, or correct Database in {setting}.", error),
        PostgresErrorCodes.InsufficientPrivilege => Fault(
            "STORAGE_RIGHTS", $"{target} refuses for want of rights: {error.MessageText}.",
            $"Run deploy/postgresql/roles.sql as an administrator, and log in as the role of the side in {setting}.", error),
        PostgresErrorCodes.InvalidParameterValue when error.MessageText.Contains("role", StringComparison.Ordinal) => Fault(
            "STORAGE_ROLES_MISSING", $"{target} does not know the role that the hub has to act as: {error.MessageText}.", "Make the roles with deploy/postgresql/roles.sql.", error),
        PostgresErrorCodes.DiskFull => Fault(
            "STORAGE_FULL", $"{target} has no room: {error.MessageText}.", "Make room on the server's disk; nothing was lost, start again then.", error),
        PostgresErrorCodes.TooManyConnections => Fault(
            "STORAGE_TOO_MANY_CONNECTIONS", $"{target} takes no more connections: {error.MessageText}.",
            "Raise max_connections of the server, or the connection limit of role or database, or lower storage.maxConnections.", error),
        PostgresErrorCodes.ReadOnlySqlTransaction => Fault(
            "STORAGE_READ_ONLY", $"{target} takes no writes: it is a standby or set read-only.", $"Name the primary, or primary and standby, as Host in {setting}.", error),
        _ => null,
    };

    private static StorageSetupException? OfDriver(Exception error, string setting, string target) => error switch
    {
        AuthenticationException or CryptographicException or FileNotFoundException or DirectoryNotFoundException => Fault(
            "STORAGE_CERTIFICATE", $"The certificate of {target} was not accepted: {error.Message.TrimEnd('.')}.",
            $"Give the server a certificate of its name, and let this machine trust its authority, or write Root Certificate=PATH into {setting}.", error),
        NpgsqlException and not PostgresException when error.Message.StartsWith("SSL connection requested", StringComparison.Ordinal) => Fault(
            "STORAGE_CONNECTION_NOT_ENCRYPTED", $"{target} offers no encrypted connection.", "Switch ssl on at the server and give it a certificate of its name.", error),
        NpgsqlException and not PostgresException when error.Message.StartsWith("No password", StringComparison.Ordinal) => Login(error.Message, setting, target, error),
        _ => null,
    };

    private static StorageSetupException Login(string message, string setting, string target, Exception error) => Fault(
        "STORAGE_LOGIN", $"{target} refuses the login: {message.TrimEnd('.')}.",
        $"Check Username in {setting}, the file with its password, and pg_hba.conf of the server.", error);

    private static StorageSetupException Unreachable(Exception error, string setting, string target) => Fault(
        "STORAGE_UNREACHABLE", $"{target} does not answer: {(error.InnerException?.Message ?? error.Message).TrimEnd('.')}.",
        $"Check Host and Port in {setting}, that the server runs, and that its port is open.", error);

    private static StorageSetupException Fault(string code, string problem, string remedy, Exception? inner) => new(problem, remedy, inner) { Code = code };

    /// <summary>Of several hosts each has its own; Entity Framework and the driver wrap them.</summary>
    private static IEnumerable<Exception> Causes(Exception failure)
    {
        yield return failure;
        IReadOnlyList<Exception> inner = failure is AggregateException several ? several.InnerExceptions : failure.InnerException is { } one ? [one] : [];
        foreach (var cause in inner.SelectMany(Causes))
            yield return cause;
    }
}
