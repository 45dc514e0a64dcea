using System.Globalization;

namespace IntegrationHub.Storage.Protection;

/// <summary>Somebody answers for confidential data on files that the database does not encrypt, for a while.</summary>
/// <param name="Until">The last day, UTC.</param>
/// <param name="Reason">Why, for those who read the ledger.</param>
public sealed record EncryptionWaiver(DateOnly Until, string Reason);

/// <summary>Whether confidential modules may work on a store.</summary>
/// <param name="Allowed">They may.</param>
/// <param name="Waived">They may by the waiver alone: it is logged and written into the ledger at every start.</param>
/// <param name="Code">Stable; why not, or why only by waiver.</param>
/// <param name="Text">For people.</param>
/// <param name="Remedy">What to do about it; empty when nothing has to be done.</param>
public sealed record EncryptionVerdict(bool Allowed, bool Waived, string Code, string Text, string Remedy);

/// <summary>Decides about confidential modules. Pure.</summary>
/// <remarks>In development everything is allowed and said; in production the database encrypts, or a dated waiver stands for it.</remarks>
public static class EncryptionRule
{
    /// <summary>A waiver is for a while: one that runs longer than this is no waiver.</summary>
    public const int LongestWaiverDays = 366;

    private const string Disk =
        "Encrypt the disk of the data folder (docs/encryption-at-rest.md shows LUKS) and say so with storage.encryptionWaiver.until and .reason.";

    public static EncryptionVerdict Decide(DiskEncryption encryption, bool isProduction, EncryptionWaiver? waiver, DateOnly today)
    {
        var (code, text, remedy) = Judge(encryption);
        if (code is null)
            return new EncryptionVerdict(Allowed: true, Waived: false, "STORAGE_ENCRYPTED", text, "");

        if (!isProduction)
            return new EncryptionVerdict(Allowed: true, Waived: false, code, text + "; a development folder may hold confidential data nevertheless", "");

        if (waiver is null)
            return new EncryptionVerdict(Allowed: false, Waived: false, code, text, remedy);

        if (string.IsNullOrWhiteSpace(waiver.Reason))
            return new EncryptionVerdict(Allowed: false, Waived: false, "STORAGE_WAIVER_WITHOUT_REASON", text + ", and the waiver gives no reason", "Write storage.encryptionWaiver.reason.");

        var until = waiver.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (waiver.Until < today)
            return new EncryptionVerdict(Allowed: false, Waived: false, "STORAGE_WAIVER_EXPIRED", $"{text}, and the waiver ended on {until}", remedy);

        if (waiver.Until.DayNumber - today.DayNumber > LongestWaiverDays)
        {
            return new EncryptionVerdict(
                Allowed: false, Waived: false, "STORAGE_WAIVER_TOO_LONG", $"{text}, and the waiver runs until {until}, longer than {LongestWaiverDays} days",
                "Shorten storage.encryptionWaiver.until and renew it in time.");
        }

        return new EncryptionVerdict(Allowed: true, Waived: true, code, $"{text}; waived until {until}: {waiver.Reason}", "");
    }

    private static (string? Code, string Text, string Remedy) Judge(DiskEncryption encryption) => encryption switch
    {
        DiskEncryption.On => (null, "the database encrypts its files", ""),
        DiskEncryption.Managed => (null, "the cloud service encrypts the database's files with keys of its own", ""),
        DiskEncryption.NotOffered => ("STORAGE_ENCRYPTION_NOT_OFFERED", "the database does not encrypt its files; whether the disk does is the operator's to see to", Disk),
        DiskEncryption.Off => (
            "STORAGE_NOT_ENCRYPTED", "transparent data encryption is off", "Switch it on: alter database … set encryption on; or set storage.encryptionWaiver for a while."),
        DiskEncryption.Starting => (
            "STORAGE_ENCRYPTION_RUNS", "transparent data encryption has been switched on and is not done", "Wait for encryption_state 3 in sys.dm_database_encryption_keys."),
        DiskEncryption.Ending => (
            "STORAGE_DECRYPTION_RUNS", "transparent data encryption is being taken off", "Switch it on again: alter database … set encryption on."),
        DiskEncryption.NotVisible => (
            "STORAGE_ENCRYPTION_NOT_VISIBLE", "the login may not see the state of transparent data encryption",
            "Grant the hub's login the right to look: grant view server security state to …."),
        _ => throw new ArgumentOutOfRangeException(nameof(encryption), encryption, "No such state."),
    };
}
