using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>Persons, their factors and sessions.</summary>
internal static class IdentityTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<AccountRow>(row =>
        {
            row.ToTable("account");
            row.HasKey(x => new { x.RetailerId, x.Id });
            row.HasIndex(x => new { x.RetailerId, x.Name }).IsUnique().HasDatabaseName("ux_account_name");
            row.Property(x => x.Version).IsConcurrencyToken();
        });
        model.Entity<AccountCertificateRow>(row =>
        {
            row.ToTable("account_certificate");
            // One certificate is one person.
            row.HasKey(x => new { x.RetailerId, x.IssuerKey, x.SubjectKey });
            row.HasIndex(x => new { x.RetailerId, x.AccountId }).HasDatabaseName("ix_account_certificate_account");
        });
        model.Entity<SessionRow>(row =>
        {
            row.ToTable("session");
            row.HasKey(x => new { x.RetailerId, x.Id });
            row.HasIndex(x => new { x.RetailerId, x.TokenHash }).IsUnique().HasDatabaseName("ux_session_token");
            row.HasIndex(x => new { x.RetailerId, x.AccountId }).HasDatabaseName("ix_session_open").HasFilter("ended_at is null");
        });
        model.Entity<CodeRow>(row =>
        {
            row.ToTable("session_code");
            row.HasKey(x => new { x.RetailerId, x.Id });
            row.HasIndex(x => new { x.RetailerId, x.SessionId }).HasDatabaseName("ix_session_code_session");
        });
        model.Entity<AttemptRow>(row =>
        {
            row.ToTable("attempt");
            row.HasKey(x => new { x.RetailerId, x.Subject });
        });
    }
}
