using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>What the server or the driver says when the store cannot be opened, with what to do about it.</summary>
internal static class OpeningFaults
{
    /// <summary>Null for what is no fault of the set-up.</summary>
    public static StorageSetupException? Explain(SqlException error, string target) =>
        error.Errors.Cast<SqlError>().Select(one => Explain(one.Number, one.Class, one.Message, target, error)).FirstOrDefault(static found => found is not null)
        ?? (IsCertificate(error) ? Certificate(error, target) : null)
        ?? (Faults.IsUnavailable(error) ? Unreachable(error, target) : null);

    public static StorageSetupException? Explain(int number, byte severity, string message, string target, Exception? inner) => number switch
    {
        18456 or 18470 or 18486 or 18487 or 18488 or 18452 => new StorageSetupException(
            $"{target} refuses the login: {message}", "Check User ID in storage.connectionString and storage.passwordFile; an expired password has to be changed on the server.", inner)
        {
            Code = "STORAGE_LOGIN",
        },
        4060 or 911 => new StorageSetupException(
            $"{target} has no database of that name, or the login may not use it.",
            "Create it with deploy/sqlserver/00-database.sql and the login with 03-logins.sql, or correct Database in storage.connectionString.", inner)
        {
            Code = "STORAGE_NO_DATABASE",
        },
        229 or 230 or 262 or 297 or 300 or 371 or 916 or 15247 or 2760 => new StorageSetupException(
            $"{target} refuses for want of rights: {message}",
            "Grant them with deploy/sqlserver/03-logins.sql, or let an administrator run what `ihub db script --provider sqlserver` writes.", inner)
        {
            Code = "STORAGE_RIGHTS",
        },
        _ when Faults.IsDiskFull(number) => new StorageSetupException(
            $"{target} has no room: {message}", "Make room for the database's files or its log; nothing was lost, start again then.", inner)
        {
            Code = "STORAGE_FULL",
        },
        _ when severity >= 20 && IsCertificateText(message) => Certificate(inner, target),
        _ => null,
    };

    private static StorageSetupException Unreachable(Exception error, string target) => new(
        $"{target} does not answer: {error.Message.TrimEnd('.')}.", "Check Server in storage.connectionString, that the server runs, and that its port is open.", error)
    {
        Code = "STORAGE_UNREACHABLE",
    };

    private static StorageSetupException Certificate(Exception? error, string target) => new(
        $"The certificate of {target} was not accepted: {error?.InnerException?.Message ?? error?.Message}",
        "Give the server a certificate of its name, and let this machine trust its authority, or write ServerCertificate=PATH into storage.connectionString.", error)
    {
        Code = "STORAGE_CERTIFICATE",
    };

    private static bool IsCertificate(SqlException error) => error.InnerException is System.Security.Authentication.AuthenticationException || IsCertificateText(error.Message);

    private static bool IsCertificateText(string message) => message.Contains("certificate", StringComparison.OrdinalIgnoreCase);
}
